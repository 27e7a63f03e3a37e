/** What the step that runs these tests has set in the environment. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`set ${name}: these tests are run by scripts/test 50-e2e 60-validators`);
  return value;
}
