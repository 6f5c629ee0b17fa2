;;; dial-lsp.el --- Language server for AI DIAL Core's configuration -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; A major mode for aidial.config.json, the policy file of AI DIAL Core, in which Eglot starts dial-lsp.
;; The mode has a name of its own, so that servers for JSON in general stay away from these files.
;; YAML that holds a configuration opens in a mode of its own, too, in which Eglot starts dial-lsp and the server for YAML.

;; So does dial-policy.toml, which the server of the configuration looks after, too.

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

;;;###autoload
(define-derived-mode dial-policy-mode conf-toml-mode "DIAL policies"
  "Major mode for policies that a configuration of AI DIAL Core must hold.")

;;;###autoload
(add-to-list 'auto-mode-alist '("\\(?:\\`\\|/\\)dial-policy\\.toml\\'" . dial-policy-mode))

(defun dial-lsp--is-listed-p ()
  "Whether the buffer is JSON that settings of ours or of Core above it list."
  (and buffer-file-name
       (string-match-p "\\.jsonc?\\'" buffer-file-name)
       (seq-some #'dial-lsp--lists-p '("dial-lint.toml" "aidial.settings.json"))))

(defun dial-lsp--lists-p (settings)
  "Whether the nearest file of SETTINGS lists the file of the buffer."
  (let* ((file buffer-file-name)
         (root (locate-dominating-file file settings)))
    (and root
         (with-temp-buffer
           (insert-file-contents (expand-file-name settings root))
           (and (re-search-forward "\\<files\"?[ \t]*[=:][ \t\n]*\\[\\([^]]*\\)\\]" nil t)
                (seq-some (lambda (name) (file-equal-p (expand-file-name name root) file))
                          (split-string (match-string 1) "[\"'#, \t\n]+" t)))))))

;;;###autoload
(add-to-list 'magic-mode-alist '(dial-lsp--is-listed-p . dial-config-mode))

(defcustom dial-lsp-yaml-server '("yaml-language-server" "--stdio")
  "The command that starts a server for YAML, beside which ours runs, as a list of words."
  :type '(repeat string))

(defconst dial-lsp--preset
  (expand-file-name "beside_yaml.py" (file-name-directory (or load-file-name buffer-file-name)))
  "What tells rass which server is asked for what.")

(defun dial-lsp--in-yaml (&rest _)
  "The command for YAML: both servers where rass and one for YAML are installed, else ours."
  (if (dial-lsp--has-yaml-server)
      `("rass" ,dial-lsp--preset "--" ,@dial-lsp-command "--" ,@dial-lsp-yaml-server)
    dial-lsp-command))

(defun dial-lsp--has-yaml-server ()
  "Whether a server for YAML is installed."
  (and dial-lsp-yaml-server (executable-find (car dial-lsp-yaml-server))))

(defun dial-lsp--is-ours-p ()
  "Whether the buffer is YAML that speaks of a configuration, and ours takes nothing from a server for YAML."
  (and buffer-file-name
       (string-match-p "\\.ya?ml\\'" buffer-file-name)
       (or (executable-find "rass") (not (dial-lsp--has-yaml-server)))
       (save-excursion
         (save-restriction
           (widen) ; only the beginning can be seen while a mode is looked for
           (goto-char (point-min))
           (let ((case-fold-search t))
             (re-search-forward "aidial\\|\\(?:dial\\|proxy\\)[[:alnum:]._-]*config[[:alnum:]._-]*\\.json" nil t))))))

(defun dial-lsp--yaml-mode ()
  "Turn on the mode for YAML that there is."
  (cond ((fboundp 'yaml-mode) (yaml-mode))
        ((and (fboundp 'treesit-ready-p) (treesit-ready-p 'yaml t)) (yaml-ts-mode))
        (t (prog-mode)
           (setq-local comment-start "# "))))

;;;###autoload
(define-derived-mode dial-yaml-mode dial-lsp--yaml-mode "DIAL YAML"
  "Major mode for YAML that holds configurations of AI DIAL Core, such as the values of a chart.")

;;;###autoload
(add-to-list 'magic-mode-alist '(dial-lsp--is-ours-p . dial-yaml-mode))

(add-to-list 'eglot-server-programs
             (cons '(dial-config-mode (dial-policy-mode :language-id "toml")) (lambda (&rest _) dial-lsp-command)))
(add-to-list 'eglot-server-programs
             (cons '((dial-yaml-mode :language-id "yaml")) #'dial-lsp--in-yaml))

(add-hook 'dial-config-mode-hook #'eglot-ensure)
(add-hook 'dial-policy-mode-hook #'eglot-ensure)
(add-hook 'dial-yaml-mode-hook #'eglot-ensure)

(provide 'dial-lsp)
;;; dial-lsp.el ends here
