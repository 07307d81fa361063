import { runCommandLine } from '../../src/command-line/run.ts'

export type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** Runs the command in this process, for a terminal of 80 columns unless it is said to be wider; gives its exit code and what it wrote. */
export async function runInProcess(words: readonly string[], environment: Readonly<Record<string, string>> = {}, width = 80): Promise<Ran> {
  const written = { out: '', err: '' }
  const code = await runCommandLine(words, {
    write: (text) => { written.out += text }, warn: (text) => { written.err += text }, progress: () => {}, layout: { width, paint: (_style, text) => text }, inProcess: true,
  }, environment)
  return { code, ...written }
}
