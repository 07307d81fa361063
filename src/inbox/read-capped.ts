/** Reads a request's body up to a number of bytes; null where there is more of it, and the rest is then not read. */
export async function readCapped(request: Request, most: number): Promise<Uint8Array | null> {
  const declared = request.headers.get('content-length')
  if (declared !== null && !(Number(declared) <= most)) return null
  // Node reads no more of a body than its length says, and a third of the time goes into a stream that nobody needs.
  if (declared !== null) return new Uint8Array(await request.arrayBuffer())
  if (request.body === null) return new Uint8Array()
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > most) {
      await reader.cancel()
      return null
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}
