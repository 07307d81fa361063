/** More than GitHub sends for the longest list of files, or for the largest file that is read. */
const LONGEST_BODY = 64 * 1024 * 1024

/** Ids of deliveries are larger than a number holds exactly (octokit/request.js#797). Within a text of JSON, the quotes before the colon would be escaped. */
const LARGE_ID = /"id":\s*(\d{16,30})(?=\s*[,}])/g

/** Reads an answer's stream within bounds: JSON as its value, with ids that no number holds as text; anything else as text. Rejects where the stream breaks or is too long. */
export async function readBody(data: unknown): Promise<unknown> {
  if (!(data instanceof ReadableStream)) return data
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of data as ReadableStream<Uint8Array>) {
    length += chunk.length
    if (length > LONGEST_BODY) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks))
  try {
    return JSON.parse(text.replaceAll(LARGE_ID, '"id":"$1"'))
  } catch {
    return text
  }
}
