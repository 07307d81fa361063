/** What several promises give, in their order, once all of them have ended; then throws what the first one failed with. `Promise.all` throws while others still go on. */
export async function allEnded<const Promises extends readonly unknown[]>(promises: Promises): Promise<{ readonly [Place in keyof Promises]: Awaited<Promises[Place]> }> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}
