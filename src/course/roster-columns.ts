/** What a column of a course's list can say. A name in two columns is joined. */
export type RosterField = 'login' | 'personId' | 'name' | 'firstName' | 'lastName' | 'email' | 'studentId' | 'section' | 'canvasId' | 'sisUserId' | 'sisLoginId' | 'moodleUser' | 'idNumber'

/**
 * The usual names of columns, in small letters without blanks and signs: of GitHub Classroom's list (`identifier`, `github_username`, `github_id`), of Canvas's gradebook (`Student`, `ID`, `SIS User ID`, `SIS Login ID`,
 * `Section`), of Moodle's list of participants (`First name`, `Last name`, `Username`, `ID number`, `Email address`, `Groups`), and of lists that people make.
 */
const NAMES: Readonly<Record<RosterField, readonly string[]>> = {
  login: ['login', 'github', 'githublogin', 'githubusername', 'githubuser', 'githubname', 'githubhandle', 'githubaccount', 'handle'],
  personId: ['githubid', 'githubuserid', 'githubnumber'],
  name: ['name', 'fullname', 'student', 'studentname', 'studentfullname', 'vollerstandigername'],
  firstName: ['firstname', 'first', 'givenname', 'givennames', 'forename', 'vorname', 'nombre', 'prenom', 'nome'],
  lastName: ['lastname', 'last', 'surname', 'familyname', 'nachname', 'apellido', 'apellidos', 'nomdefamille', 'cognome', 'sobrenome'],
  email: ['email', 'emailaddress', 'mail', 'mailaddress', 'emailadresse', 'correo', 'courriel'],
  studentId: ['studentid', 'studentnumber', 'studentno', 'matriculationnumber', 'matriculation', 'matrikelnummer', 'identifier', 'rosteridentifier', 'personnumber', 'matricola'],
  section: ['section', 'sections', 'group', 'groups', 'class', 'cohort', 'tutorial', 'gruppe', 'gruppen'],
  canvasId: ['id', 'canvasid', 'canvasuserid'],
  sisUserId: ['sisuserid', 'sisid'],
  sisLoginId: ['sisloginid', 'loginid'],
  moodleUser: ['username', 'moodleusername', 'moodleuser', 'anmeldename'],
  idNumber: ['idnumber', 'moodleidnumber', 'idnummer'],
}

/** Every field by each of its names. */
const BY_NAME: ReadonlyMap<string, RosterField> = new Map(fieldsOf().flatMap((field) => NAMES[field].map((name) => [name, field] as const)))

function fieldsOf(): readonly RosterField[] {
  return Object.keys(NAMES) as readonly RosterField[]
}

/** The field that a column's name means; null where it means none of them. */
export function fieldOf(header: string): RosterField | null {
  return BY_NAME.get(header.normalize('NFKD').toLowerCase().replace(/[^\p{L}\d]|\p{M}/gu, '')) ?? null
}
