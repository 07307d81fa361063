/** How the reason ends for which a failure in the middle does not fail a script: it goes on, and fails where a later command does. */
export const COMMANDS_DECIDE = 'the commands after it decide'
