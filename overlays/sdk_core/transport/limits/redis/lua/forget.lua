-- Forget the calls of the day; processes that run tell the server their own count again.
-- KEYS: state. ARGV: 1 (not used).
for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
  if tonumber(string.sub(name, 2)) then redis.call('HDEL', KEYS[1], name) end
end
return {1, clock()}
