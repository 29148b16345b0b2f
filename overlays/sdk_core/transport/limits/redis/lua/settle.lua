-- Renew leases, note that their responses have come, or give them back. All are of operations with the same limits.
-- KEYS: as of acquire.lua. ARGV: 1 (not used), 2 length of a lease, 3 number of windows, the length of each or 0
--   where nothing is counted, then for each lease what to do, its name, and the part of the day that it counts in:
--   renew    keep it, also where the server has forgotten it: its call is in flight
--   fly      the same, for a call whose response has not come: it counts in windows as one in flight
--   sent     its response has come: it stops counting a window's length from now
--   back     give it back; a call that no response came to counts as if it came now
--   unsent   give it back; the server of the API cannot have counted it
--   undo     give it back, and count no call of the day
local now, lasts, windows = clock(), tonumber(ARGV[2]), tonumber(ARGV[3])
local own = 4 + 2 * windows

local function leave_windows(lease, counts)
  for n = 1, windows do
    if tonumber(ARGV[3 + n]) > 0 and redis.call('ZREM', KEYS[3 + 2 * n], lease) == 1 and counts then
      count_until(KEYS[2 + 2 * n], tonumber(ARGV[3 + n]), now)
    end
  end
end

for i = 4 + windows, #ARGV, 3 do
  local what, lease = ARGV[i], ARGV[i + 1]
  if what == 'renew' or what == 'fly' then
    for n = own - 1, #KEYS do
      local key = n < own and KEYS[3] or KEYS[n]
      redis.call('ZADD', key, now + lasts, lease)
      redis.call('PEXPIRE', key, lasts * 4)
    end
    if what == 'fly' then
      for n = 1, windows do
        if tonumber(ARGV[3 + n]) > 0 then
          redis.call('ZADD', KEYS[3 + 2 * n], now + lasts, lease)
          redis.call('PEXPIRE', KEYS[3 + 2 * n], tonumber(ARGV[3 + n]) * 2 + lasts * 4 + GRACE * 4)
        end
      end
    end
  elseif what == 'sent' then
    leave_windows(lease, true)
  else
    leave_windows(lease, what == 'back')
    for n = own, #KEYS do redis.call('ZREM', KEYS[n], lease) end
    if redis.call('ZREM', KEYS[3], lease) == 1 and what == 'undo' then
      local part = 'd' .. ARGV[i + 2]
      if tonumber(redis.call('HGET', KEYS[1], part) or '0') > 0 then redis.call('HINCRBY', KEYS[1], part, -1) end
    end
  end
end
return {1, now}
