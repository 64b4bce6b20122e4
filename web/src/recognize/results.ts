import type { Schemas } from "../api/client";

export type Recognised = Schemas["Recognised"];
export type Kind = Recognised["kind"];
type Drug = Schemas["Drug"];

export const FACTS = [
  "name",
  "generic_name",
  "approval_number",
  "manufacturer",
  "specification",
  "dosage_form",
  "indications",
  "dosage",
  "contraindications",
  "warnings",
] as const;
export type Fact = (typeof FACTS)[number];

/** The results by kind; the document says of them only that they are JSON. */
export type DrugResult = Record<Fact, string | null> & {
  matched_drug: Drug | null;
  match_confidence: number;
  notes: string[];
};

export interface AntiqueResult {
  name: string | null;
  category: string | null;
  era: string | null;
  material: string | null;
  description: string | null;
  features: string[];
  authenticity: { assessment: string; reasons: string[] } | null;
  estimate: { low: number; high: number; currency: string } | null;
  confidence: number | null;
  disclaimer: string;
}

export interface GeneralResult {
  name: string | null;
  category: string | null;
  description: string | null;
  features: string[];
  confidence: number | null;
}

/** What it is called, where that was told. */
export function nameOf({ result }: Recognised): string {
  return (result as DrugResult | AntiqueResult | GeneralResult).name ?? "";
}

/** Of a match the server says: from 0.9 on it is this very product, below 0.6 no more than its name. */
export function confidenceWord(share: number): "sure_high" | "sure_middle" | "sure_low" {
  if (share >= 0.9) return "sure_high";
  return share >= 0.6 ? "sure_middle" : "sure_low";
}
