import { join } from 'node:path'
import type { FileChanges } from '../git/write-git.ts'
import { filesOf } from './files.ts'
import type { Student } from './student.ts'
import { ADA } from './students/ada.ts'
import { BEN } from './students/ben.ts'
import { CLEO } from './students/cleo.ts'

/** What all begin with is gone once a service of one's own is there. */
const REPLACED: FileChanges = { 'app.py': null, 'train.py': null, 'requirements.txt': null, 'data.md': null, 'notebooks/explore.ipynb': null }

/** The class: a weak, a middling and a strong student, who all began with the course's template. `files` gives those of a folder of `samples`. */
export function classOf(samples: string): { readonly template: FileChanges; readonly students: readonly Student[]; readonly files: (folder: string) => FileChanges } {
  const files = (folder: string): FileChanges => ({ ...(folder === 'sentiment-service' ? REPLACED : {}), ...filesOf(join(samples, folder)) })
  return { template: files('class/starter'), students: [CLEO, BEN, ADA], files }
}
