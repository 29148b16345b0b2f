-- Count calls of a part of the day that were made while the server could not be reached.
-- KEYS: state. ARGV: 1 (not used), 2 part of the day, 3 calls.
redis.call('HINCRBY', KEYS[1], 'd' .. ARGV[2], ARGV[3])
redis.call('PEXPIRE', KEYS[1], KEPT)
return {1, clock()}
