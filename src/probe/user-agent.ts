/** What probes call themselves: the App, its version, and where one reads about it (`/probes` of the App's own address, where it has one). */
export function probeAgent(version: string, publicUrl: string | null): string {
  return `capstone-coach-probe/${version}${publicUrl === null ? '' : ` (+${publicUrl}/probes)`}`
}
