export type { Finding } from "../store/finding.ts";
