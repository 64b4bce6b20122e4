-- wrk -s load.lua URL -- METHOD TOKEN BODY
function init(arguments)
  wrk.method = arguments[1]
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. arguments[2]
  wrk.body = arguments[3]
end
