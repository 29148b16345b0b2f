-- Read all that is kept. KEYS: as of acquire.lua, with the windows of all operations. ARGV: 1 (not used), 2 windows.
local now, windows = clock(), tonumber(ARGV[2])
local found = {1, now, redis.call('GET', KEYS[2]) or '', redis.call('HGETALL', KEYS[1]),
  redis.call('ZRANGEBYSCORE', KEYS[3], string.format('(%.0f', now), '+inf', 'WITHSCORES')}
for n = 1, windows do
  found[#found + 1] = redis.call('HGETALL', KEYS[2 + 2 * n])
  found[#found + 1] = redis.call('ZCARD', KEYS[3 + 2 * n])
end
return found
