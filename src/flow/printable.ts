/** The first line of a message without control characters, cut at 200 characters. */
export function printable(message: string): string {
  const line = message.split('\n').find((one) => one.trim() !== '') ?? ''
  return line.slice(0, 200).replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
}
