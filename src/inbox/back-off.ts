/** The first pause after a failure, doubled with each further one, in milliseconds. */
const FIRST = 10_000
const LONGEST = 30 * 60_000

/** A failure of GitHub's that passes may last for hours: it is tried again after a quarter of the time that the work has waited, within these. */
const SHORTEST_WAIT = 15_000
const LONGEST_WAIT = 20 * 60_000

/** How long to wait after so many failures (1 and up), in milliseconds: anything up to twice as long as after the one before, so that many failing at once do not return at once. `random` is in [0, 1). */
export function backOff(failures: number, random: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1))
  return Math.floor(most * random)
}

/** How long to wait for GitHub where it failed without saying how long, in milliseconds: longer, the longer the work has waited already. */
export function waitForGitHub(waited: number, random: number): number {
  const most = Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, waited / 4))
  return Math.floor(most * (0.5 + random / 2))
}
