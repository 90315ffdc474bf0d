/** What tsc says of our own modules, strictly, from their JSDoc; libraries that are kept as published are not ours. */
import ts from "typescript";

const PUBLISHED = "/static/vendor/";
const config = ts.getParsedCommandLineOfConfigFile("tsconfig.json", {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail });
const program = ts.createProgram(config.fileNames, config.options);
const found = ts.getPreEmitDiagnostics(program).filter((one) => !one.file?.fileName.includes(PUBLISHED));

function fail(problem) {
  throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
}

process.stdout.write(ts.formatDiagnostics(found, {
  getCanonicalFileName: (name) => name, getCurrentDirectory: () => process.cwd(), getNewLine: () => "\n",
}));
process.exitCode = found.length ? 1 : 0;
