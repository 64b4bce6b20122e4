import type { drugs as zh } from "../zh/drugs";
import type { Sentences } from "../sentences";

export const drugs: Sentences<typeof zh> = {
  fact_name: "Name",
  fact_generic_name: "Generic name",
  fact_approval_number: "Approval number",
  fact_manufacturer: "Manufacturer",
  fact_specification: "Specification",
  fact_dosage_form: "Dosage form",
  fact_indications: "Indications",
  fact_dosage: "Dosage",
  fact_contraindications: "Contraindications",
  fact_warnings: "Warnings",
  drugs_search: "Search medicines",
  drugs_hint: "Name, approval number or manufacturer",
};
