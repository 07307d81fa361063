/** GraphQL gives a text up to this many bytes. */
const LONGEST_TEXT = 512_000

export type BlobText = { readonly isBinary: boolean; readonly isTruncated: boolean; readonly text: string | null }

/**
 * What GitHub's GraphQL says of a file: none of it where it seems binary, and where it seems text, decoded from whatever encoding it is in,
 * without its byte order mark, and cut after `longest` bytes. So the text is not always what the file holds.
 */
export function blobText(bytes: Uint8Array, longest = LONGEST_TEXT): BlobText {
  const shown = bytes.subarray(0, longest)
  const isTruncated = bytes.length > longest
  const [first, second] = bytes
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  if (utf16 === null && bytes.subarray(0, 8000).includes(0)) return { isBinary: true, isTruncated, text: null }
  if (utf16 !== null) return { isBinary: false, isTruncated, text: new TextDecoder(utf16).decode(shown) }
  try {
    return { isBinary: false, isTruncated, text: new TextDecoder('utf-8', { fatal: !isTruncated }).decode(shown) }
  } catch {
    return { isBinary: false, isTruncated, text: new TextDecoder('latin1').decode(shown) }
  }
}
