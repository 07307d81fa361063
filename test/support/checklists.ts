import { loadChecklist } from '../../src/command-line/checklists.ts'
import type { Checklist } from '../../src/model/checklist.ts'

function shipped(name: 'production-readiness' | 'practices'): Checklist {
  const loaded = loadChecklist(null, name)
  if (!loaded.ok) throw new Error(loaded.says)
  return loaded.checklist
}

/** The checklists that come with the package. */
export const CHECKLISTS = { checklist: shipped('production-readiness'), practices: shipped('practices') }
