/** The settings that say for how long something is kept. */
export type KeptSettings = { readonly keepDays: number; readonly keepTextDays: number; readonly eraseAfterDays: number }

/** One kind of what is stored: what, for what, about whom, for how long, who sees it; and the tables of the store that it lies in. */
export type Kept = {
  readonly what: string
  readonly holds: string
  readonly why: string
  readonly whose: string
  readonly howLong: (settings: KeptSettings) => string
  readonly seenBy: string
  readonly tables: readonly string[]
}

const ALWAYS = 'As long as the database, until it is erased.'
const FOR_EVER = 'As long as the database, which itself refuses to change or delete it, until it is erased.'
const OPERATOR = 'Whoever runs the App.'
const ON_GITHUB = 'Whoever runs the App; and, in what the App writes on GitHub, everybody who can read the repository.'

/** Everything that the App stores of people and their work, each table of its store once. What the page `/privacy` and docs/privacy.md say. */
export const KEPT: readonly Kept[] = [
  {
    what: 'The list of students', holds: 'Of each student of a course: login on GitHub and its numeric id, name, e-mail, student id, section, ids of the learning platform; as the course imported them.',
    why: 'To tell whose repository is whose, and to hand the grades to the learning platform.', whose: 'Students; those who left the list, too.',
    howLong: () => ALWAYS, seenBy: 'Whoever runs the App, and the staff in the grades that they export, also by programs with a token of the course. Of it names alone, or logins, appear on GitHub, and only where the course shows its class in an issue: names in a private repository.', tables: ['roster'],
  },
  {
    what: 'Tokens of the API', holds: 'Name, role, until when each is valid and when it was revoked; of the secret its SHA-256 alone.', why: 'To let programs of a course in, and nobody else.', whose: 'Nobody; each belongs to a course.',
    howLong: () => ALWAYS, seenBy: 'Whoever runs the App, and the instructors.', tables: ['tokens'],
  },
  {
    what: 'Who works on which repository', holds: 'Numeric id and login of who pushed to a repository of a course, and since when the course has it.', why: 'To know who may ask and dispute there, and whose grade it is.',
    whose: 'Students.', howLong: () => ALWAYS, seenBy: 'Whoever runs the App, and the staff.', tables: ['participants', 'enrolments'],
  },
  {
    what: 'Who did what', holds: 'Of a repository that several work on: its commits (SHA, date, who wrote them), pull requests (who opened each, when, and whether it was merged) and reviews (who, when, approved or not); people by login and numeric id, and by e-mail where GitHub knows no account behind a commit. No text of any of them.',
    why: 'To show the staff what each member of a group did.', whose: 'Whoever is named there.', howLong: () => ALWAYS, seenBy: 'Whoever runs the App, the staff, and programs with a token of the course; who works on the repository sees it of that repository. It is never written on GitHub.', tables: ['contributions'],
  },
  {
    what: 'What was judged', holds: 'For each judged commit: every verdict with the lines, runs, deployments and answers of services that prove it, and the credit it earns.', why: 'To show where the work stands, and to stand by a grade later.',
    whose: 'Whoever works on the repository.', howLong: () => FOR_EVER, seenBy: `${ON_GITHUB} Points never appear in a public one.`, tables: ['assessments', 'gists'],
  },
  {
    what: 'What counts in the gradebook', holds: 'What a commit that counts was judged as once its hours were over, with the runs, deployments and answers of services that had been seen by then; and what was judged again, when, by whom, why, and whether that was applied or undone.',
    why: 'So that no grade changes with the clock or with another version of the App, and every change of it can be taken back.', whose: 'Whoever works on the repository, and who had it judged again.',
    howLong: ({ keepTextDays }) => withTexts(FOR_EVER, 'The reasons', keepTextDays), seenBy: 'Whoever runs the App, and the staff in the grades that they export. A grade that is released, everybody who can read its repository, where that is private; points of the class that an issue shows, everybody who can read that private repository.', tables: ['counted', 'rejudgings', 'rejudging_turns'],
  },
  {
    what: 'Where each repository stands', holds: 'Steps, outcomes of items, points, when pushes came, who is stuck and since when, disputes that wait, and who works on it (login, numeric id): counted from what stands elsewhere in this list, and again with each change.',
    why: 'To show the staff a whole class at once.', whose: 'Whoever works on the repository.', howLong: () => ALWAYS, seenBy: 'Whoever runs the App, and the staff; a student in an export of theirs.', tables: ['standings'],
  },
  {
    what: 'What was read of a repository', holds: 'What the files of judged commits say as far as it is judged (no whole files), the runs of CI with their failed steps, deployments, and what a commit shows of the thirteen steps.',
    why: 'To join runs that end later to the files without reading those again.', whose: 'Whoever works on the repository.', howLong: () => ALWAYS, seenBy: ON_GITHUB, tables: ['readings', 'run_inputs', 'activities', 'deployments', 'traces'],
  },
  {
    what: 'What files say, for all repositories together', holds: 'Facts of single files (routes, imports, steps of workflows, and the like) under a digest of the file, without whose they are.', why: 'To read a file that many repositories share once.',
    whose: 'Nobody who could be told from it, unless a file names somebody.', howLong: () => '120 days after a file was last needed; 2 days where this version reads such files in another way.', seenBy: OPERATOR, tables: ['facts'],
  },
  {
    what: 'What deployed services answered', holds: 'Address, path, status and time of each probe, and numbers of the metrics page.', why: 'To see whether a service that was deployed is up.', whose: 'Whoever deployed it.',
    howLong: () => '120 days; the newest of each commit as long as the database, until it is erased.', seenBy: ON_GITHUB, tables: ['probes'],
  },
  {
    what: 'What participants said', holds: 'Disputes, what they saw (`/done`), items they add, their answers on the capstone issue, feedback, what they want to be told of (`/notify`); with login, numeric id and time.', why: 'To answer disputes, and to count what only a person can see.',
    whose: 'Whoever wrote it.', howLong: ({ keepTextDays }) => withTexts(FOR_EVER, 'The texts', keepTextDays), seenBy: 'Whoever runs the App, and the staff; it also stands in the comment on GitHub, until its writer takes that away. Feedback is for the staff alone.', tables: ['statements'],
  },
  {
    what: 'What the staff decided', holds: 'Outcomes, shares and levels of items, excuses, extensions, closed disputes and pauses of a repository, each with reason, who and when.', why: 'So that no grade changes without a person and a reason behind it.',
    whose: 'Whoever works on the repository, and who decided.', howLong: ({ keepTextDays }) => withTexts(FOR_EVER, 'The reasons', keepTextDays), seenBy: 'Whoever runs the App, and the staff; who works on the repository sees outcome and name. In a public repository no reasons, shares, excuses or extensions are told.', tables: ['decisions'],
  },
  {
    what: 'What the staff noted on the watch list', holds: 'That somebody of the staff has seen a matter of a repository (that somebody is stuck, a dispute, and the like), or opened it again: who, when, and what they noted.', why: 'So that several of a staff know who looks after what.',
    whose: 'Whoever works on the repository, and who noted it.', howLong: ({ keepTextDays }) => withTexts(FOR_EVER, 'The notes', keepTextDays), seenBy: 'Whoever runs the App, and the staff; a student in an export of theirs. It is never written on GitHub.', tables: ['watch_notes'],
  },
  {
    what: 'Which verdicts were said to be wrong', holds: 'A verdict with the lines, runs, deployments and answers of services that the App gave for it, what is right instead and why; who of the staff said it, and when.', why: 'To mend the App\'s checks, and to see when that is done.',
    whose: 'Whoever works on the repository, and who said it.', howLong: ({ keepTextDays }) => withTexts(FOR_EVER, 'The reasons', keepTextDays), seenBy: 'Whoever runs the App, and the staff, who may export it to send it to whoever makes the App; a student in an export of theirs.', tables: ['wrong_verdicts'],
  },
  {
    what: 'Whose grades are shown', holds: 'That the grades of a class, a section or a student were released or held: who said it, when and why.', why: 'To show a grade to who earned it, once the staff means it to be seen.',
    whose: 'Students, and who said it.', howLong: ({ keepTextDays }) => withTexts(FOR_EVER, 'The reasons', keepTextDays), seenBy: 'Whoever runs the App, and the staff. Points themselves are shown in private repositories alone, there to everybody who can read the repository.', tables: ['releases'],
  },
  {
    what: 'What happened on GitHub', holds: 'Pushes, pull requests, comments, runs and the like: kind, time, login and numeric id of who did it, ids of commits, names of branches. No text of comments or messages. And which points a private repository showed from when on, where its grade was released.', why: 'To tell which push came before a deadline, and the steps from the order of things.',
    whose: 'Whoever did it.', howLong: () => FOR_EVER, seenBy: `${OPERATOR} What one student did, in an export of theirs, the instructors, too.`, tables: ['events'],
  },
  {
    what: 'What the App wrote on GitHub', holds: 'Ids of its check runs, comments and issues, with a digest of their text.', why: 'To change one comment in place and to answer nothing twice.', whose: 'Nobody; each belongs to a repository.',
    howLong: () => ALWAYS, seenBy: `${OPERATOR} What was written stands on GitHub itself.`, tables: ['publications'],
  },
  {
    what: 'Webhooks', holds: 'What GitHub sends when something happens, whole, with all that GitHub puts into it (names and e-mail addresses of commits, too); then its id and kind.', why: 'So that nothing is lost when the App stops in the middle, and to know a repetition.', whose: 'Whoever did what it tells.',
    howLong: ({ keepDays }) => `The text ${Math.min(7, keepDays)} days; while it waits, until it is worked off. Id and kind ${keepDays} days. How many came of each kind, as long as the database.`, seenBy: OPERATOR, tables: ['deliveries', 'delivery_counts'],
  },
  {
    what: 'What is to be done', holds: 'Repositories, branches and comments that are to be looked at, with who asked; and how much each installation may still ask of GitHub.', why: 'To do it, once and in turn.', whose: 'Who wrote the command or the answer.', howLong: () => 'Until it is done, or its repository or installation has left.', seenBy: OPERATOR, tables: ['work', 'work_marks', 'turns', 'spending', 'slowings'],
  },
  {
    what: 'Where the App is installed', holds: 'Accounts and repositories on GitHub that it reaches or reached: numeric ids, names, default branch, topics, the template that one was made from.', why: 'To reach them.', whose: 'Owners of accounts and repositories.', howLong: ({ eraseAfterDays }) => eraseAfterDays === 0 ? ALWAYS : `${ALWAYS} What the App kept of an account and its repositories is erased ${eraseAfterDays} days after it was uninstalled there.`, seenBy: OPERATOR, tables: ['installations', 'repositories'],
  },
  {
    what: 'Courses and their staff', holds: 'What the file of a course says, the people of its staff (login, numeric id, part), and every revision of its checklists.', why: 'To know what is asked, and who may decide.', whose: 'Instructors and assistants.',
    howLong: () => 'As long as the database; who leaves the staff leaves it here, too.', seenBy: 'Whoever runs the App; the checklist, everybody who can read a judged repository.', tables: ['courses', 'course_staff', 'checklists'],
  },
  {
    what: 'Who runs the App', holds: 'Login and numeric id of whoever the setting OPERATORS names, or of the owner of the App on GitHub, and since when.', why: 'To show the page of operations to them alone.', whose: 'Whoever runs the App.',
    howLong: () => 'Until the setting names them no more.', seenBy: OPERATOR, tables: ['operators'],
  },
  {
    what: 'The audit', holds: 'Who changed what and when: staff, who runs the App, lists of students, courses, decisions, erasures, work that was tried again; people by numeric id.', why: 'So that there is no silent change.', whose: 'Staff, and whoever runs the App.', howLong: () => FOR_EVER, seenBy: 'Whoever runs the App, and the staff what is of their course.', tables: ['audit'],
  },
]

/** What is true beside the list: what is not stored, and what lies elsewhere. */
export const KEPT_ELSEWHERE: readonly string[] = [
  'No whole files and no commits are kept, and no code of a repository is run.',
  'The log of the App names deliveries, repositories and people by their ids. What students write appears in it at LOG_LEVEL=debug alone. How long a log is kept is up to whoever runs the App, and so are backups.',
  'Comments, issues and check runs that the App wrote lie on GitHub, and stay there when something is erased here; who may write to the repository can delete comments and issues there.',
]

function withTexts(always: string, what: string, days: number): string {
  return days === 0 ? always : `${always} ${what} are emptied ${days} days after the course ended or closed.`
}
