/** Native contenders: programs that take a turn for each line on their standard input. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
export function startProgram(command, args, env = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', (error) => {
    complaint = error.message;
  });
  child.stdin.on('error', () => {}); // it exited early; `ask` reports why
  return {
    /** @param {string} line @returns {Promise<any>} */
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(complaint.trim().split('\n').at(-1) || 'it exited early');
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}
