-- Begins each script. Moments are milliseconds since 1970 by the server's clock: those of callers may differ.
local GRACE = 5000  -- a call of a holder that died may still be on its way to being counted
local KEPT = 172800000  -- two days: what is older counts nowhere

local function clock()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

-- Milliseconds since the server has started; 0 where the user may not ask, which is the careful guess.
local function uptime()
  local info = redis.pcall('INFO', 'server')
  if type(info) ~= 'string' then return 0 end
  return tonumber(string.match(info, 'uptime_in_seconds:(%d+)') or '0') * 1000
end

-- Count a call of a window until a window's length after a moment. Calls are counted in 64 parts of a window, each of
-- which stops counting as a whole, so a call may count for a 64th of the window too long, and never too short.
local function count_until(counts, length, moment)
  local width = math.max(math.floor(length / 64), 1)
  redis.call('HINCRBY', counts, string.format('%.0f', math.floor((moment + length) / width) + 1), 1)
  redis.call('PEXPIRE', counts, length * 2 + GRACE * 4)
end
