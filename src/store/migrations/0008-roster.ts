/** Who the students of a course are, by its list; `entry` is JSON. Who is no longer in the list has `left_at`. */
export const ROSTER: readonly string[] = [
  'create table roster (course_id text not null, key text not null, person_id bigint, entry text not null, since bigint not null, left_at bigint, primary key (course_id, key))',
  'create index roster_of_person on roster (person_id)',
]
