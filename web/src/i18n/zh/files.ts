export const files = {
  upload: "上传",
  uploading: "正在上传 {name}",
  waiting_names: "等待中：{names}",
  file_pending: "未上传完",
  no_files: "还没有文件。",
  delete_file_sure: "文件将被删除，无法恢复。",
  label_generated: "AI 生成",
  label_maybe: "可能为 AI 生成",
  storage_used: "{n} 个文件，共 {size}{most}",
  of_most: "，上限 {most}",
};
