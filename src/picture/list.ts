import { CI_CD } from './components/ci-cd.ts'
import { DEVELOPMENT } from './components/development.ts'
import { PRODUCTION } from './components/production.ts'
import type { Beyond, Component, Connection } from './component.ts'

/** What is drawn, band by band, in the order of the picture. A test compares it with the ids. */
export const COMPONENTS: readonly Component[] = [...DEVELOPMENT, ...CI_CD, ...PRODUCTION]

/** What joins them, in the order of the ids. */
export const CONNECTIONS: readonly Connection[] = []

/** What lies beyond the capstone. */
export const BEYOND: readonly Beyond[] = []
