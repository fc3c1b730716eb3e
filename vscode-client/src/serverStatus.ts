/** What the server answers to `taipan/status`; a newer one may say more. */
export interface ServerStatus {
  readonly projects: readonly ProjectStatus[];
  readonly documents: number;
  readonly heapUsedMb: number;
  readonly heapLimitMb: number;
}

/** A project of the window, with the Python that it is checked for. */
export interface ProjectStatus {
  readonly root: string;
  readonly version: string;
  readonly environment: string;
  readonly modules: number;
}
