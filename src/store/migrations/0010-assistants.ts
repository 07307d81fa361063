/** Tells assistants among the staff from instructors, which everybody was before. */
export const ASSISTANTS: readonly string[] = [`alter table course_staff add column role text not null default 'instructor'`]
