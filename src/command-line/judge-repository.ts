import { indexRepository } from '../facts/repository-facts.ts'
import { assess, type Assessor } from '../flow/assess.ts'
import { collectFacts } from '../flow/collect-facts.ts'
import { hasPython } from '../flow/has-python.ts'
import type { ExtractPort, FactStore } from '../flow/ports.ts'
import { openRepository } from '../local/open-repository.ts'
import type { AssessmentRecord } from '../model/record.ts'

/** What several repositories share: the readers of files, what they have read, and what is asked. */
export type Workshop = { readonly extract: ExtractPort; readonly store: FactStore; readonly assessor: Assessor; readonly capstoneSchema: object }

export type Asked = {
  readonly path: string
  readonly at: string | null
  readonly project: string | null
  readonly onProgress: (done: number, all: number) => void
}

/** `reason` is one line; `hint` says what to do about it. */
export type Judgement = { readonly ok: true; readonly record: AssessmentRecord } | { readonly ok: false; readonly reason: string; readonly hint: string }

/** Reads one repository of this machine and judges it. Never rejects for what stands in the repository. */
export async function judgeRepository({ path, at, project, onProgress }: Asked, { extract, store, assessor, capstoneSchema }: Workshop): Promise<Judgement> {
  const opened = await openRepository(path, { at, takenAt: new Date().toISOString() })
  if (!opened.ok) return opened
  extract.nextRepository()
  try {
    const collected = await collectFacts(opened.reader, extract, store, { project, capstoneSchema, onProgress })
    if (!collected.ok) return collected
    const facts = indexRepository(collected.input)
    if (!hasPython(facts)) return { ok: false, reason: `${path}: there is no Python in it, neither .py files nor notebooks`, hint: 'Name the folder or the commit (--at) that holds the capstone.' }
    return { ok: true, record: assess(facts, assessor) }
  } finally {
    await opened.reader.close()
  }
}
