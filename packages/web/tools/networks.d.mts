export function networks(root: string, env?: Record<string, string | undefined>): object[];
