-- wrk -s mix.lua URL -- TOKEN PATH...: the paths in turn; at the end one line of JSON.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  wrk.headers["Authorization"] = arguments[1] ~= "" and "Bearer " .. arguments[1] or nil
  statuses, asked, calls = {}, 0, {}
  for i = 2, #arguments do
    calls[#calls + 1] = wrk.format("GET", arguments[i])
  end
end

function request()
  asked = asked + 1
  return calls[(asked - 1) % #calls + 1]
end

function response(status)
  local name = tostring(status)
  statuses[name] = (statuses[name] or 0) + 1
end

function done(summary, latency)
  local sums, parts = {}, {}
  for _, thread in ipairs(threads) do
    for name, count in pairs(thread:get("statuses")) do
      sums[name] = (sums[name] or 0) + count
    end
  end
  for name, count in pairs(sums) do
    parts[#parts + 1] = string.format('"%s": %d', name, count)
  end
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "seconds": %.3f, "failed": %d, "p50": %.2f, "p95": %.2f, "p99": %.2f, "statuses": {%s}}',
    summary.requests, summary.duration / 1e6, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    table.concat(parts, ", ")))
end
