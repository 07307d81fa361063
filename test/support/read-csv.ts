/** Reads RFC 4180 strictly: a quote stands only around a whole cell or doubled inside one. Every row ends with CRLF. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    cell.lastIndex = at
    const found = cell.exec(text)
    if (found === null) throw new Error(`no cell at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`)
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    at = cell.lastIndex
    if (found[3] === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}
