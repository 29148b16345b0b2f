-- Give back leases that were not renewed in time. KEYS: slots. ARGV: 1 (not used), 2 length of a lease, 3 the most
-- milliseconds since it was renewed.
local now = clock()
local last = now + ARGV[2] - ARGV[3]
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', last)
if #gone > 0 then redis.call('ZREM', KEYS[1], unpack(gone)) end
return {1, now, gone}
