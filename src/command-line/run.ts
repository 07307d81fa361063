import type { Environment } from '../github/connection.ts'
import { runChecks } from './commands/checks-command.ts'
import { runCourse } from './commands/course-command.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { runGrade } from './commands/grade-command.ts'
import { HELP } from './help.ts'
import { runHint } from './commands/hint-command.ts'
import { readCommandLine } from './options.ts'
import type { Output } from './output.ts'
import { packageVersion } from './package-folder.ts'

/** Runs the command that the words name, with the variables that may name a GitHub and hold its token; gives the exit code (0 done, 1 `--strict` unmet, 2 usage, 3 cannot read). */
export async function runCommandLine(words: readonly string[], output: Output, environment: Environment = {}): Promise<number> {
  const command = readCommandLine(words)
  switch (command.kind) {
    case 'help': output.write(HELP); return 0
    case 'version': output.write(`${packageVersion()}\n`); return 0
    case 'usage': output.warn(`capstone-coach: ${command.says}\ncapstone-coach --help shows every option.\n`); return EXIT_CODES.usage
    case 'checks': return runChecks(command.format, output)
    case 'hint': return runHint(command.id, command.level, output)
    case 'answer': return (await import('./commands/answer-command.ts')).runAnswer(command.options, output)
    case 'runs': return (await import('./commands/runs-command.ts')).runRuns(command.options, output, packageVersion(), environment)
    case 'course': return runCourse(command.files, output)
    case 'evidence-write': return (await import('./evidence-write.ts')).runEvidenceWrite(command.options, output, packageVersion())
    case 'evidence-read': return (await import('./commands/evidence-command.ts')).runEvidenceRead(command.path, command.format, output)
    case 'probe': return (await import('./commands/probe-command.ts')).runProbe(command.options, output, environment)
    // The store and the client of GitHub take longer to load than a small clone to grade.
    case 'courses': return (await import('./commands/courses-command.ts')).runCourses(output, environment)
    case 'course-preview': return (await import('./commands/course-preview-command.ts')).runCoursePreview(command.files, output, packageVersion(), environment)
    case 'doctor': return (await import('./commands/doctor-command.ts')).runDoctor(output, environment)
    case 'work': return (await import('./commands/work-command.ts')).runWork(command.again, output, environment)
    case 'decisions': return (await import('./commands/decisions-command.ts')).runDecisions(command.repository, output, environment)
    case 'decide': return (await import('./commands/decide-command.ts')).runDecide(command.options, output, packageVersion(), environment)
    case 'token': return (await import('./commands/token-command.ts')).runToken(command.options, output, packageVersion(), environment)
    case 'contributions': return (await import('./commands/contributions-command.ts')).runContributions(command.options, output, packageVersion(), environment)
    case 'watch': return (await import('./commands/watch-command.ts')).runWatch(command.format, output, packageVersion(), environment)
    case 'grades': return (await import('./commands/grades-command.ts')).runGrades(command.options, output, packageVersion(), environment)
    case 'export': return (await import('./commands/export-command.ts')).runExport(command.options, output, packageVersion(), environment)
    case 'release': return (await import('./commands/release-command.ts')).runRelease(command.options, output, packageVersion(), environment)
    case 'roster': return (await import('./commands/roster-command.ts')).runRoster(command.options, output, packageVersion(), environment)
    case 'student': return (await import('./commands/student-command.ts')).runStudent(command.options, output, environment)
    case 'rejudge': return (await import('./commands/rejudge-command.ts')).runRejudge(command.options, output, packageVersion(), environment)
    case 'backup': return (await import('./commands/back-up-command.ts')).runBackUp(command.file, output, environment)
    case 'restore': return (await import('./commands/restore-command.ts')).runRestore(command, output, environment)
    case 'move': return (await import('./commands/move-command.ts')).runMove(command, output, environment)
    case 'grade': return await runGrade(command.options, output, packageVersion(), environment)
  }
}
