export const drugs = {
  fact_name: "名称",
  fact_generic_name: "通用名",
  fact_approval_number: "批准文号",
  fact_manufacturer: "生产企业",
  fact_specification: "规格",
  fact_dosage_form: "剂型",
  fact_indications: "适应症",
  fact_dosage: "用法用量",
  fact_contraindications: "禁忌",
  fact_warnings: "注意事项",
  drugs_search: "搜索药品",
  drugs_hint: "名称、批准文号或生产企业",
};
