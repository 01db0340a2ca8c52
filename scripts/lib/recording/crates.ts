export interface CrateSet { directory: string; versions: Record<string, string> }
