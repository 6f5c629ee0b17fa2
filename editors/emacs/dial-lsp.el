;;; dial-lsp.el --- Language server for AI DIAL Core's configuration -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; A major mode for aidial.config.json, the policy file of AI DIAL Core, in which Eglot starts dial-lsp.
;; The mode has a name of its own, so that servers for JSON in general stay away from these files.

;;; Code:

(require 'eglot)
(require 'js)

(defgroup dial-lsp nil
  "Language server for AI DIAL Core's configuration."
  :group 'eglot)

(defcustom dial-lsp-command '("dial-lsp")
  "The command that starts the server, as a list of words."
  :type '(repeat string))

;;;###autoload
(define-derived-mode dial-config-mode js-mode "DIAL"
  "Major mode for configurations of AI DIAL Core: JSON, with comments."
  (setq-local js-indent-level 2))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\(?:\\`\\|[/.-]\\)aidial\\.\\(?:[^/]+\\.\\)?config\\(?:[.-][^/]+\\)?\\.jsonc?\\'" . dial-config-mode))

(add-to-list 'eglot-server-programs
             (cons 'dial-config-mode (lambda (&rest _) dial-lsp-command)))

(add-hook 'dial-config-mode-hook #'eglot-ensure)

(provide 'dial-lsp)
;;; dial-lsp.el ends here
