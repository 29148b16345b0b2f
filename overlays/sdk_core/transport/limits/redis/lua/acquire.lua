-- Take a slot, count a call of the day and one of each window: all of them, or nothing.
-- KEYS: state, stop, slots, then for each window its counts and its calls in flight, then the slots of the operation.
-- ARGV: 1 whether the script was just loaded, 2 epoch known, 3 lease, 4 its length, 5 the wait after a restart, 6 slots,
--   7 begin of the part of the day, 8 its end, 9 since when parts count, 10 cap or -1, 11 calls known of this part,
--   12 number of windows, then calls and length of each, then the slots of the operation's own limits.
local GRANTED, SLOTS, WINDOW, DAY, STOPPED, CLOSED, ANNOUNCE, OTHER_DAY = 1, 2, 3, 4, 5, 6, 7, 8
local state, slots = KEYS[1], KEYS[3]
local lease, now = ARGV[3], clock()
local lasts, wait, most = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local begins, ends, since, cap = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local part, windows = 'd' .. ARGV[7], tonumber(ARGV[12])

-- The caller reckons the day, since a script knows no time zones; with another clock it reckons again.
if now < begins * 1000 or now >= ends * 1000 then return {OTHER_DAY, now} end

-- A server that was just started has forgotten some or all. A script that had to be loaded tells that: then nothing is
-- granted until those who have calls in flight have said so, and what was counted before is told by those who know.
local epoch = redis.call('HGET', state, 'epoch')
local opens = tonumber(redis.call('HGET', state, 'opens') or '0')
if (ARGV[1] == '1' or not epoch) and opens <= now then
  local up = uptime()
  if up < wait or (not epoch and ARGV[2] ~= '') then
    local kept = redis.call('HGETALL', state)
    for i = 1, #kept, 2 do
      if string.sub(kept[i], 1, 1) == 'd' then redis.call('HSET', state, 'b' .. string.sub(kept[i], 2), kept[i + 1]) end
    end
    epoch, opens = lease, now + wait - (up < wait and up or 0)
    redis.call('HSET', state, 'epoch', epoch, 'opens', string.format('%.0f', opens))
  elseif not epoch then
    epoch = lease
    redis.call('HSET', state, 'epoch', epoch)
  end
end
redis.call('PEXPIRE', state, KEPT)

local used = tonumber(redis.call('HGET', state, part) or '0')
if ARGV[2] ~= '' and (ARGV[2] ~= epoch or tonumber(ARGV[11]) > used) then return {ANNOUNCE, now} end
-- The same call again, whose first response was lost.
if redis.call('ZSCORE', slots, lease) then return {GRANTED, now, epoch, used} end
if opens > now then return {CLOSED, now, string.format('%.0f', opens - now)} end
local stop = redis.call('GET', KEYS[2])
if stop then return {STOPPED, now, stop} end

if cap >= 0 then
  local total, first = used, begins
  if since < begins then  -- a day that rolls
    total = 0
    local kept = redis.call('HGETALL', state)
    for i = 1, #kept, 2 do
      local at = string.sub(kept[i], 1, 1) == 'd' and tonumber(string.sub(kept[i], 2))
      if at and at >= since then
        total = total + kept[i + 1]
        if tonumber(kept[i + 1]) > 0 then first = math.min(first, at) end
      end
    end
  end
  if total >= cap then return {DAY, now, total, first} end
end

local longest, tightest, rejected = 0, 0, 0
for n = 1, windows do
  local counts, flying = KEYS[2 + 2 * n], KEYS[3 + 2 * n]
  local calls, length = tonumber(ARGV[11 + 2 * n]), tonumber(ARGV[12 + 2 * n])
  local kept = redis.call('HGETALL', counts)
  local width, total, first, blocked = math.max(math.floor(length / 64), 1), 0, now + length, 0
  for i = 1, #kept, 2 do
    if kept[i] == 'blocked' then
      blocked = tonumber(kept[i + 1])
    elseif kept[i] * width <= now then
      redis.call('HDEL', counts, kept[i])
    else
      total, first = total + kept[i + 1], math.min(first, kept[i] * width)
    end
  end
  if calls > 0 then
    for _, dead in ipairs(redis.call('ZRANGEBYSCORE', flying, '-inf', now, 'WITHSCORES')) do
      local at = tonumber(dead)
      if at then count_until(counts, length, at + GRACE) end
    end
    total = total + redis.call('ZCARD', flying)
    redis.call('ZREMRANGEBYSCORE', flying, '-inf', now)
    if total >= calls and first - now > longest then longest, tightest, rejected = first - now, n, 0 end
  end
  if blocked > now and blocked - now > longest then longest, tightest, rejected = blocked - now, n, 1 end
end
if tightest > 0 then return {WINDOW, now, tightest, string.format('%.0f', longest), rejected} end

local own = 4 + 2 * windows  -- the first key of the operation's own slots
for n = own - 1, #KEYS do
  local key, allowed = n < own and slots or KEYS[n], n < own and most or tonumber(ARGV[13 + 2 * windows + n - own])
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)  -- holders that died
  if redis.call('ZCARD', key) >= allowed then return {SLOTS, now, n < own and 0 or n - own + 1} end
end

for n = own - 1, #KEYS do
  local key = n < own and slots or KEYS[n]
  redis.call('ZADD', key, now + lasts, lease)
  redis.call('PEXPIRE', key, lasts * 4)
end
for n = 1, windows do
  if tonumber(ARGV[11 + 2 * n]) > 0 then
    redis.call('HSET', state, 'w' .. KEYS[2 + 2 * n], 1)  -- for those who look
    redis.call('ZADD', KEYS[3 + 2 * n], now + lasts, lease)
    redis.call('PEXPIRE', KEYS[3 + 2 * n], tonumber(ARGV[12 + 2 * n]) * 2 + lasts * 4 + GRACE * 4)
  end
end
used = redis.call('HINCRBY', state, part, 1)
if used == 1 then  -- once in a part of a day: what counts nowhere is removed
  for _, name in ipairs(redis.call('HKEYS', state)) do
    local at = tonumber(string.sub(name, 2))
    if at and at * 1000 < now - KEPT then redis.call('HDEL', state, name) end
  end
end
return {GRANTED, now, epoch, used}
