/** The part of the Python extension's API that tells the selected interpreter. */
const { EventEmitter, Uri } = require('vscode');

exports.activate = () => {
  const path = process.env.DIAL_LSP_PYTHON;
  return {
    ready: Promise.resolve(),
    environments: {
      getActiveEnvironmentPath: () => ({ id: path, path }),
      resolveEnvironment: async environment => ({ executable: { uri: Uri.file(environment.path) } }),
      onDidChangeActiveEnvironmentPath: new EventEmitter().event,
    },
  };
};
