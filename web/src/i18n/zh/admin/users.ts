/** People and what they have. */
export const users = {
  role: "角色",
  role_user: "用户",
  role_admin: "管理员",
  state: "状态",
  active: "正常",
  disabled: "已停用",
  registered: "注册时间",
  users_hint: "邮箱或称呼",
};
