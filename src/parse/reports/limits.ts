/** How much of one report is kept; characters, entries. What is above is cut and counted. */
export const KEPT = {
  text: 300,
  name: 200,
  tests: 2_000,
  files: 500,
  numbers: 500,
  columns: 300,
  families: 400,
  plots: 50,
  runs: 500,
  models: 200,
  versions: 100,
  values: 200,
  problems: 100,
} as const

/** The longest texts that are read, in characters: XML takes a reader far longer than JSON. */
export const LONGEST = { xml: 5_000_000, json: 10_000_000, lines: 10_000_000 } as const
