import { GRADE_FORMAT_NAMES, GRADE_FORMATS } from '../report/gradebook/formats.ts'
import { FORMAT_NAMES, FORMATS } from './formats.ts'

const WIDTH = Math.max(...FORMAT_NAMES.map((name) => name.length))

/** What `--help` prints. */
export const HELP = `Usage
  capstone-coach grade PATH… [options]  judge a repository: a clone as it lies on
                                        disk, a bare repository, or one commit;
                                        several paths give one line each
  capstone-coach grade OWNER/NAME…      the same on GitHub, read through its API with
                                        the token in GITHUB_TOKEN or GH_TOKEN
  capstone-coach runs OWNER/NAME|CLONE  what ran on a commit and where it was
                                        deployed, as JSON for grade --runs
  capstone-coach checks                 list what is judged
  capstone-coach hint ID [1-3]          hints for a criterion, an item of the
                                        checklist or a step, up to that level
  capstone-coach answer A|B|C TEXT      what is read in an answer to a question of the
                                        capstone, and what is asked back; B takes
                                        --component ID, or several: dvc,mlflow
  capstone-coach answer --batch FILE    the same for a file of answers, a JSON object
                                        a line
  capstone-coach evidence [FOLDER]      collect what MLflow, tests, coverage, metrics
                                        and drift reports of a project say into
                                        capstone-evidence/, to commit it
  capstone-coach evidence read PATH     what would be read of the reports that CI
                                        uploads: a zip, a folder or a file
  capstone-coach probe URL              ask a deployed service as the App would:
                                        /health and /metrics, or what --health PATH
                                        and --metrics PATH name

Where the App runs, with its settings
  capstone-coach course FILE…           what a course's file says, in plain words, or
                                        every mistake in it by its line; --preview
                                        says what it would change, and writes nothing
  capstone-coach course                 the courses in force, since when, and how many
                                        repositories and students each has
  capstone-coach doctor                 whether everything is in place: settings,
                                        store, credentials, permissions, webhook,
                                        address
  capstone-coach work                   how much work there is, and what was given up
  capstone-coach work again ID|all      bring given-up work back
  capstone-coach decisions OWNER/NAME   what the staff decided and participants said of
                                        a repository, with reasons, and its disputes
  capstone-coach decide set|clear|excuse|extend|close OWNER/NAME|STUDENT …
                                        decide an item, a criterion or a step (set takes
                                        an outcome behind it; of an item a share of its
                                        credit, 80% or 4/5, or a level in quotes, too),
                                        another due day, or a dispute; --reason TEXT, --preview tells the points
                                        before and after, and writes nothing
  capstone-coach watch                  the watch list: disputes that wait, who is stuck
                                        at what, CI that fails, who is silent, feedback,
                                        as last counted; --format json
  capstone-coach roster FILE            import the list of a course's students (CSV), all
                                        of it or nothing; --preview says what would
                                        change, --course ID which course
  capstone-coach roster                 who is in the list, and in which repository each
                                        was found
  capstone-coach student export WHO     all that is kept of one student (login, e-mail,
                                        student id), as JSON into --out FILE
  capstone-coach student erase WHO      erase it, with --reason TEXT for the audit;
                                        --preview counts what would go; --course ID
                                        of one course alone
  capstone-coach contributions          who did what where several work on a repository:
                                        commits, pull requests, reviews of each student;
                                        --repo OWNER/NAME or --student WHO, --course ID,
                                        --format json
  capstone-coach grades                 what each student of a course earns, by the
                                        commit that counts; --course ID, --format json;
                                        --what-if ITEM says what each would gain by it
  capstone-coach release --class        show students their grades, or --section NAME,
                                        --student WHO; --hold holds them again,
                                        --preview says who would see what and writes
                                        nothing, --reason TEXT is kept with it
  capstone-coach export --format F      the grades as a file, see below
  capstone-coach export --fill FILE     fill them into a file downloaded from Canvas or
                                        Moodle, all else in it as it is
  capstone-coach token create           a token for the API of a course, shown once:
                                        --name NAME --role reader|assistant|instructor,
                                        --days N (120)
  capstone-coach token list             the tokens of a course; token revoke ID ends one
  capstone-coach rejudge --all          judge repositories again at the commits that
                                        count; --section NAME, --student WHO,WHO; no
                                        grade changes before that is applied
  capstone-coach rejudge ID|last        whose grade it would change, by how much and by
                                        which items; --apply and --undo take --reason
                                        TEXT, --apply also --disputes keep|close;
                                        without an ID, all that there were
  capstone-coach backup FILE            copy the store into a new file, also while the
                                        App runs
  capstone-coach restore FILE           bring a backup into an empty store of either
                                        kind, while the App is stopped; --replace keeps
                                        an embedded store under another name
  capstone-coach move --to URL          copy the store into an empty PostgreSQL,
                                        while the App is stopped; --from FILE for
                                        another store than the configured one

Options of grade
  --at COMMIT          judge this commit, branch or tag, read from git
  --api-url URL        where a GitHub Enterprise has its API: https://HOST/api/v3
  --explain CRITERION  one criterion in full: looked for, found, where,
                       next, why it matters, its lesson; also item:ID, own:ID
  --picture            the whole picture: components and connections, by state
  --format FORMAT      how to print it (text)
  --project FOLDER     the capstone's own folder, where a repository holds several
  --checklist FILE     another checklist than checklists/production-readiness.yml
  --runs api|FILE      what CI and deployments showed of the commit: asked from
                       GitHub, or from a file that capstone-coach runs wrote
  --course FILE        the course that the repository is of: what its workflows
                       report counts as in the App; runs takes it, too
  --since RECORD       with markdown: what changed since this record, a file that
                       --format json wrote
  --strict             exit 1 unless every required item is at least present
  --out FILE           write the report to a file
  --quiet              print nothing but the report's own file or exit code
  --help, --version

Options of evidence
  --metric NAME        name the best run by this metric; less is better of a loss
                       or an error, more of any other
  --since DAY          only runs that began on this day or later: 2026-01-31,
                       as UTC counts days
  --out FOLDER         another folder than capstone-evidence in the project
  --check              say what would be collected, and write nothing

Options of export
  --course ID          which course, where several run
  --title TITLE        what the learning platform calls the work (the course's title)
  --assignment NUMBER  its number in Canvas, the last one in its address
  --identity COLUMN    what Moodle finds people by: username, email or idnumber
  --grade-column NAME  with --fill, where Moodle's words are not English; and
  --feedback-column NAME
  --bom                begin with the mark of UTF-8 that some spreadsheets need
  --out FILE           write the file there, not to standard output

Formats of export
${GRADE_FORMAT_NAMES.map((name) => `  ${name.padEnd(WIDTH)}  ${GRADE_FORMATS[name].says}`).join('\n')}

Formats
${FORMAT_NAMES.map((name) => `  ${name.padEnd(WIDTH)}  ${FORMATS[name].says}`).join('\n')}

Exit codes
  0 graded   1 --strict is not met   2 usage   3 a repository cannot be read,
                                           a service gave no answer
`
