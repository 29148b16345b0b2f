-- Let no machine call before a moment; a later one that is there already stays.
-- KEYS: stop, or the counts of a window. ARGV: 1 (not used), 2 what is stopped: day, pause or window, 3 milliseconds.
local now = clock()
local kind, til = ARGV[2], now + tonumber(ARGV[3])
if kind == 'window' then
  if tonumber(redis.call('HGET', KEYS[1], 'blocked') or '0') < til then
    redis.call('HSET', KEYS[1], 'blocked', string.format('%.0f', til))
    if redis.call('PTTL', KEYS[1]) < til - now then redis.call('PEXPIRE', KEYS[1], til - now) end
  end
else
  local before = tonumber(string.match(redis.call('GET', KEYS[1]) or '', '(%d+)') or '0')
  if before < til then
    redis.call('SET', KEYS[1], kind .. ' ' .. string.format('%.0f', til), 'PX', math.max(til - now, 1))
  end
end
return {1, now}
