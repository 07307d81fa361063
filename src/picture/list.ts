import { BEYOND_IDS } from '../model/picture.ts'
import { CI_CD } from './components/ci-cd.ts'
import { DEVELOPMENT } from './components/development.ts'
import { PRODUCTION } from './components/production.ts'
import { BEYOND_PLATFORM } from './beyond/platform.ts'
import { BEYOND_RELEASE } from './beyond/release.ts'
import { BEYOND_SERVICE } from './beyond/service.ts'
import type { Beyond, Component, Connection } from './component.ts'
import { CI_CD_CONNECTIONS } from './connections/ci-cd.ts'
import { DEVELOPMENT_CONNECTIONS } from './connections/development.ts'
import { MONITORING_CONNECTIONS } from './connections/monitoring.ts'
import { PRODUCTION_CONNECTIONS } from './connections/production.ts'

/** What is drawn, band by band, in the order of the picture. A test compares it with the ids. */
export const COMPONENTS: readonly Component[] = [...DEVELOPMENT, ...CI_CD, ...PRODUCTION]

/** What joins them, in the order of the ids. */
export const CONNECTIONS: readonly Connection[] = [...DEVELOPMENT_CONNECTIONS, ...CI_CD_CONNECTIONS, ...PRODUCTION_CONNECTIONS, ...MONITORING_CONNECTIONS]

/** What lies beyond the capstone. */
export const BEYOND: readonly Beyond[] = inOrder([...BEYOND_SERVICE, ...BEYOND_PLATFORM, ...BEYOND_RELEASE])

function inOrder(list: readonly Beyond[]): readonly Beyond[] {
  return BEYOND_IDS.flatMap((id) => list.filter((one) => one.id === id))
}
