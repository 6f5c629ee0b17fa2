class DialLsp < Formula
  desc "Linter and language server for the policy file of AI DIAL Core"
  homepage "https://github.com/dial-lsp/dial-lsp"
  url "https://github.com/dial-lsp/dial-lsp/releases/download/v@VERSION@/dial-lsp-bundle-@VERSION@.zip"
  sha256 "@SHA256 dial-lsp-bundle-@VERSION@.zip@"
  license all_of: ["Apache-2.0", "MIT"]

  depends_on "python@3.13"

  def install
    libexec.install Dir["*"]
    python = Formula["python@3.13"].opt_bin/"python3.13"
    { "dial-lint" => "dial_lsp", "dial-lsp" => "dial_lsp.server.main" }.each do |command, mod|
      (bin/command).write <<~SH
        #!/bin/sh
        PYTHONPATH="#{libexec}/libs" PYTHONDONTWRITEBYTECODE=1 exec "#{python}" -P -s -m #{mod} "$@"
      SH
    end
  end

  test do
    (testpath/"aidial.config.json").write '{"models": {"gpt-4o": {"type": "chat",}}}'
    assert_match "trailing-comma", shell_output("#{bin}/dial-lint --color never aidial.config.json", 1)
    assert_match version.to_s, shell_output("#{bin}/dial-lsp --version")
  end
end
