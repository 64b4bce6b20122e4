/** Calls of models, one by one. */
export const callsAdmin = {
  calls_list: "调用记录",
  calls_note: "每次模型调用一条，不含说了什么。超过保留天数的已汇总到用量里。",
  since: "自 {at}",
  call_id: "调用编号",
  call_named: "调用 {id}",
  moved_by_call: "看它变动的积分",
  exact_name: "完整的名称",
  tokens_in_out: "token 入 / 出",
  first_and_whole: "首字 / 全程",
};
