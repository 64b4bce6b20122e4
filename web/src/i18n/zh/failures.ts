export const failures = {
  request_id: "请求编号 {id}",
  try_again_in: "请在 {time} 后再试。",
  see_balance: "查看余额",
  see_usage: "查看用量",
  error_network: "连不上服务器，请检查网络。",
  error_connection_lost: "连接中断，回答没有完整收到。",
  error_bad_answer: "服务器的回答无法读取，请稍后再试。",
  error_stale: "服务器上的这段对话与这里不一致，请重试以重新读取。",
  error_unauthorized: "登录已过期，请重新登录。",
  error_unknown: "出错了（{status}）。",
  error_insufficient_credits: "积分不足。请充值或向管理员申请后再试。",
  error_rate_limited: "操作太频繁了。",
};
