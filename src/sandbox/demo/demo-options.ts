/** What a demo is asked to show; `says` is what is wrong with the words. */
export type DemoOptions =
  | { readonly ok: true; readonly repository: string | null; readonly port: number; readonly stays: boolean }
  | { readonly ok: false; readonly says: string }

export const DEMO_USAGE = `npm run demo [-- --repo PATH] [-- --port NUMBER] [-- --exit]

Starts a GitHub on this machine with a small class, and the App connected to it; plays what the class does, and says where to look.
--repo PATH    show what the App would post for this clone instead
--port NUMBER  where the demo's GitHub listens (default: any free port)
--exit         end after the play, instead of serving the pages until Ctrl-C`

/** Reads the words behind `npm run demo --`. */
export function readDemoOptions(words: readonly string[]): DemoOptions {
  let repository: string | null = null
  let port = 0
  let stays = true
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const value = words[at + 1]
    if (word === '--exit') {
      stays = false
    } else if (word === '--repo' || word === '--port') {
      if (value === undefined || value.startsWith('--')) return { ok: false, says: `${word} needs a value` }
      at += 1
      if (word === '--repo') repository = value
      else if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) port = Number(value)
      else return { ok: false, says: `--port: expected a number up to 65535; found ${value.slice(0, 40)}` }
    } else {
      return { ok: false, says: `${word.slice(0, 40)}: no such option` }
    }
  }
  return { ok: true, repository, port, stays }
}
