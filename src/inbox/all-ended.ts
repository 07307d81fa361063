/** What several promises give, once all of them have ended; then throws what the first one failed with. `Promise.all` throws while others still go on. */
export async function allEnded<Value>(promises: readonly Promise<Value>[]): Promise<readonly Value[]> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}
