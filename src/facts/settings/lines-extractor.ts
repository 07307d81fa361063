import type { Extractor } from '../file-facts.ts'

const READS = /(?:^|\/)(?:\.(?:git|docker|dvc|gcloud)ignore|[^/]+\.dockerignore|\.gitattributes|Procfile|\.python-version|(?:[\w-]*[-_])?cron(?:tab|jobs?|file)?|[\w-]+\.(?:cron|crontab))$/
const LINES = 5000

/** Reads files of one entry a line (ignore files, .gitattributes, Procfile, crontabs): entries trimmed, without empty lines and `#` comments. */
export const linesExtractor: Extractor = {
  id: 'lines',
  revision: 1,
  reads: (path) => READS.test(path),
  extract: (text) => ({
    facts: {
      kind: 'lines',
      entries: text.split('\n', LINES).map((raw, index) => ({ text: raw.trim().slice(0, 1000), line: index + 1 })).filter((entry) => entry.text !== '' && !entry.text.startsWith('#')),
    },
    problems: [],
  }),
}
