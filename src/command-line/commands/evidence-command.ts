import { readArtifactsOnWorkers } from '../../extract/reports/read-artifacts-on-workers.ts'
import { evidenceText } from '../../report/formats/evidence-text.ts'
import { jsonReport } from '../../report/formats/json-report.ts'
import { readEvidenceAt } from '../evidence-files.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'

/** Prints what would be read of a zip that CI uploads, of a folder or of one file, as text or as JSON; gives the exit code (3 where it cannot be opened). */
export async function runEvidenceRead(path: string, format: 'text' | 'json', output: Output): Promise<number> {
  const port = readArtifactsOnWorkers()
  try {
    const reading = await readEvidenceAt(path, port)
    if ('says' in reading) {
      output.warn(`capstone-coach: ${reading.says}\n`)
      return EXIT_CODES.cannotRead
    }
    output.write(format === 'json' ? jsonReport(reading) : evidenceText(path, reading, output.layout))
    return EXIT_CODES.graded
  } finally {
    await port.close()
  }
}
