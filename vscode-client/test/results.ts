/** What became of one test. */
export interface TestResult {
  readonly name: string;
  readonly milliseconds: number;
  readonly failure?: string;
}
