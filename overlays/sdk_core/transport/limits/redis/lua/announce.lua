-- Tell a server that has forgotten calls of the day how many there were, as this caller was told last.
-- KEYS: state. ARGV: 1 (not used), 2 epoch in which the caller was told, then parts of the day and calls of each.
-- Within an epoch calls are counted on top of the largest number that anyone knows from before it.
local state, now = KEYS[1], clock()
local epoch = redis.call('HGET', state, 'epoch') or ''
local found = {1, now, epoch}
for i = 3, #ARGV, 2 do
  local part, before, known = 'd' .. ARGV[i], 'b' .. ARGV[i], tonumber(ARGV[i + 1])
  local used = tonumber(redis.call('HGET', state, part) or '0')
  if ARGV[2] == epoch then
    used = math.max(used, known)
  else
    local base = tonumber(redis.call('HGET', state, before) or '0')
    if known > base then
      used = used + known - base
      redis.call('HSET', state, before, known)
    end
  end
  redis.call('HSET', state, part, used)
  found[#found + 1] = ARGV[i]
  found[#found + 1] = used
end
redis.call('PEXPIRE', state, KEPT)
return found
